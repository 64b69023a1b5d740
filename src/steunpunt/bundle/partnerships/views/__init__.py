"""Pages of partnerships: looking for partners, the partnerships there are, what happens in one."""
