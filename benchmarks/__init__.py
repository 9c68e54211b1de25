"""What `make bench` measures, as ratios in one run wherever a machine's speed would decide otherwise."""
