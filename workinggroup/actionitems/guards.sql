SELECT portal_keep_but('workinggroup_itemreport', 'taken_back_at');
SELECT portal_keep('workinggroup_itemchange');

-- Search finds action items by their words and references, and what a side notes on them for itself.
SELECT portal_find('workinggroup_actionitem', 'A title', 'D description', 'ref series number');
SELECT portal_find('workinggroup_itemnote', 'C text');

-- What every list shows of some action items, as whoever asks sees them. The plan is kept: the wall's conditions take longer to
-- plan than to ask.
CREATE OR REPLACE FUNCTION workinggroup_item_lines(keys uuid[]) RETURNS TABLE (
    key uuid, side varchar, line_series varchar, line_number integer, line_title varchar, line_status varchar,
    line_standing varchar, has_report boolean, due date, owned_by uuid, owner varchar, promise varchar, text_key uuid,
    paragraph uuid, discussed uuid, line_priority smallint, line_duration smallint
)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY SELECT item.id, item.delegation_id, item.series, item.number, item.title, item.status, item.standing,
        item.reported, item.due_on, item.assignee_id, person.name, commitment.reference, commitment.statement_id,
        commitment.paragraph_id, item.agenda_item_id, item.priority, item.duration
    FROM workinggroup_actionitem AS item LEFT JOIN workinggroup_commitment AS commitment ON commitment.id = item.commitment_id
        LEFT JOIN people_user AS person ON person.id = item.assignee_id
    WHERE item.id = ANY (keys);
END
$$;
GRANT EXECUTE ON FUNCTION workinggroup_item_lines(uuid[]) TO portal_app;

-- What action items are called, as whoever asks sees them. The plan is kept.
CREATE OR REPLACE FUNCTION workinggroup_item_names(keys uuid[]) RETURNS TABLE (
    key uuid, line_series varchar, line_number integer, line_title varchar
)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY SELECT item.id, item.series, item.number, item.title FROM workinggroup_actionitem AS item
    WHERE item.id = ANY (keys);
END
$$;
GRANT EXECUTE ON FUNCTION workinggroup_item_names(uuid[]) TO portal_app;
