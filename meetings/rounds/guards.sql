-- A corrigendum stays as it was issued.
SELECT portal_keep('meetings_corrigendum');
