SELECT portal_keep_but('workinggroup_itemreport', 'taken_back_at');
SELECT portal_keep('workinggroup_itemchange');

-- Search finds action items by their words and references, and what a side notes on them for itself.
SELECT portal_find('workinggroup_actionitem', 'A title', 'D description', 'ref series number');
SELECT portal_find('workinggroup_itemnote', 'C text');
