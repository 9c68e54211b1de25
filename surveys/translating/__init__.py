"""Surveys in several languages: their texts under lasting keys, how far each translation is, whether one
keeps what its original holds, and files for translators; pure."""
