-- A table that one person alone puts in force was never checked: everybody who had a hand in it is kept, and none of them may approve it.
ALTER TABLE rule_sets ADD COLUMN hands TEXT NOT NULL DEFAULT '';  -- who proposed or rehearsed it: names in lower case, each as '|name|'
