"""What an editor asks of a file while it is written: functions of its text, and the language server that answers."""
