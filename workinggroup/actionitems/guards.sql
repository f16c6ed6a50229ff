SELECT portal_keep_but('workinggroup_itemreport', 'taken_back_at');
SELECT portal_keep('workinggroup_itemchange');
