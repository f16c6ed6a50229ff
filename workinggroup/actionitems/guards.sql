SELECT portal_keep('workinggroup_itemreport');
