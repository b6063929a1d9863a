"""The parts of the Word reader: each turns one piece of WordprocessingML into plain values."""
