SELECT portal_keep('meetings_revision'), portal_keep('meetings_revisionrow');
