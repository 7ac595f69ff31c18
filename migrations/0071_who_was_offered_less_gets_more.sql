-- What one taker leaves goes first to those who were offered less of it than they look for, while they have not answered: what
-- is held for them grows with it (holds_fit_when_changed keeps the capacity from being exceeded).
CREATE TRIGGER remainders_grow AFTER UPDATE OF quantity ON remainders
WHEN NEW.status = 'offered' AND NEW.quantity <> OLD.quantity
BEGIN
  UPDATE holds SET quantity = NEW.quantity WHERE source_id = NEW.id AND reason = 'waitlist';
END;
