"""Running the portal: backup, restore, and what stands in its way."""
