"""A whole city's file: its rows find their agencies; then it is compared, or handed out as their lists."""
