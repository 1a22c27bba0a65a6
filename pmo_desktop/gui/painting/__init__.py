"""Own painting: status marks, small charts, and scenes on a QPainter."""
