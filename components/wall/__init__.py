"""What walls are drawn with: plain HTML and inline SVG, sized for five metres. Builders ask no questions."""
