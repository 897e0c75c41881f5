"""The note below the evidence: its field and its bookmark; not where notes are kept."""
