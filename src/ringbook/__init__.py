"""Ringbook: an AI receptionist that books, moves and cancels appointments by conversation."""
