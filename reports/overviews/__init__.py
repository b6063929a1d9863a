"""Pages that look over everything: the executive's dashboard, the overseer's list, the public
page of an agency, search, and where a new agency begins."""
