"""Values to bytes: verdicts and findings for terminals and programs, scorecards, pages, targets and reviews files."""
