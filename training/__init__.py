"""Making the trained reader: data, training, measuring, packing. Not needed to run Youju."""
