"""What people see: every command's cards as each platform is sent them, in both languages.

``python -m tests.golden`` writes the files of ``cards/PLATFORM/LANGUAGE/SCENE.yaml`` anew: look at
the difference before it is kept.  ``python -m tests.golden.look FOLDER`` draws them as pictures.
"""
