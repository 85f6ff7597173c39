-- What a service asks beyond the report itself, as one text (cases/intake.h): a column an answer would follow every change of a form.

ALTER TABLE cases ADD COLUMN intake BLOB;  -- sealed under the case key
