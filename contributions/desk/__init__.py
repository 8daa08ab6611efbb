"""What a desk shows beside the figures: what needs attention, how they moved, what the gap costs."""
