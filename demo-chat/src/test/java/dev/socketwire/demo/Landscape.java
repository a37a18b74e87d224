package dev.socketwire.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** A picture that looks like one. */
final class Landscape {
    private Landscape() {}

    /** As PNG or JPEG; noise makes its bytes many. */
    static byte[] of(int width, int height, String format, int noise) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(0, 0, new Color(0x7fb8d8), 0, height, new Color(0xf6d9b0)));
        pen.fillRect(0, 0, width, height);
        pen.setColor(new Color(0xfff2c4));
        pen.fillOval(width * 6 / 10, height / 5, height / 5, height / 5);
        for (int hill = 0; hill < 3; hill++) {
            pen.setColor(new Color(0x5f9f82 - 0x182818 * hill));
            pen.fillOval(-width / 3 + hill * width / 4, height / 2 + hill * height / 8, width, height);
        }
        pen.dispose();
        Random random = new Random(1);
        for (int y = 0; noise > 0 && y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, image.getRGB(x, y) ^ random.nextInt(noise));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
