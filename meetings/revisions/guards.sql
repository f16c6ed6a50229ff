-- What was frozen stays as it was.
SELECT portal_keep('meetings_textrevision'), portal_keep('meetings_revisionline');
