"""The pages of a status pack: each module plans its pages and paints them when their turn comes."""
