"""What each kind of result has to say, as pages that every format can set."""
