"""A plan to a draft of its targets file: its frame, its commitments, and what each asks for."""
