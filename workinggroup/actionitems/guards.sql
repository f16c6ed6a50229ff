SELECT portal_keep('workinggroup_itemreport');
SELECT portal_keep('workinggroup_itemchange');
