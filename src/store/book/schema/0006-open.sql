-- Links say more: talks that were held apart from all others, votes by the day on which their customers
-- were told, people with their customer, and whom a promise, an action or a story waits for. The mood of a
-- talk and who called it off stand in its row of `hosted_talk`. Both tables are folded anew.
DELETE FROM link;

-- What does not count where the numbers given to a kind are counted.
CREATE INDEX entity_aside ON entity(ent) WHERE deleted <> 0 OR space = 'local';
