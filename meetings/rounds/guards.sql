-- A corrigendum stays as it was issued.
SELECT portal_keep('meetings_corrigendum');

-- Search finds meetings by what they are called and where they are.
SELECT portal_find('meetings_meeting', 'A title', 'B city', 'B venue');
