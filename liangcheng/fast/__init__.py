"""What makes pages soon: questions compiled once, pages kept, answers compressed."""
