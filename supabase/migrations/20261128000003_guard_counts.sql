-- What the claim guard judged in a call, and what it kept from being said: kinds and counts, no words.
-- An erasure leaves it: it says nothing about the caller.
ALTER TABLE conversation_logs ADD COLUMN claims jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN conversation_logs.claims IS 'Sentences judged, claims among them, and those stopped: what was claimed, why it was untrue, how often.';
