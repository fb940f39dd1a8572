"""What a wall shows: scenes and playlists as files that an office edits, and the screens that show them.

A scene is a grid of parts; a playlist is the order of scenes. Both are read from `data/wall/scenes` and
`data/wall/playlists`, and from the office's own folder, whose files add to ours or stand in their place.
"""
