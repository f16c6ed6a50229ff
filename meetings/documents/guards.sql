SELECT portal_keep('meetings_version');
