"""The ladder of a grading: verdict, what stands in the way, and every indicator against its levels."""
