-- Who has opened a match is a read mark, looked for from the match.
CREATE INDEX read_marks_by_subject ON read_marks (about_id);
