SELECT portal_keep('workinggroup_report');
