-- Who vouched for a text did.
SELECT portal_keep('meetings_languagereview'), portal_keep('meetings_certificate');
