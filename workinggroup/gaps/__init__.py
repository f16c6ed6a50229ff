"""Security gaps: weaknesses that several sides know of, rated blind, mended under commitments, verified by another side."""
