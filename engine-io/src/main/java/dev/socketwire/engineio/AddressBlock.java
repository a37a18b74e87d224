package dev.socketwire.engineio;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits, as {@code 10.0.0.0/8}; one address alone is a block of all its bits.
 *
 * @param network the first address of the block
 * @param bits how many bits all of them begin with
 */
record AddressBlock(InetAddress network, int bits) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

    /**
     * Reads a block.
     *
     * @throws IllegalArgumentException where it is none; the message begins with the name of the option
     */
    static AddressBlock of(String option, String text) {
        int slash = text.indexOf('/');
        InetAddress network = AddressText.address(slash < 0 ? text : text.substring(0, slash));
        if (network == null) {
            throw new IllegalArgumentException(
                    option + " \"" + text
                            + "\" must be an address (192.0.2.7, 2001:db8::7) or a block (10.0.0.0/8, 2001:db8::/32), not a name");
        }
        int most = network.getAddress().length * Byte.SIZE;
        String prefix = slash < 0 ? String.valueOf(most) : text.substring(slash + 1);
        if (!NUMBER.matcher(prefix).matches() || Integer.parseInt(prefix) > most) {
            throw new IllegalArgumentException(
                    option + " \"" + text + "\" has the prefix \"" + prefix + "\", must be from 0 to " + most);
        }
        AddressBlock block = new AddressBlock(network, Integer.parseInt(prefix));
        if (!block.endsInZeros()) {
            throw new IllegalArgumentException(option + " \"" + text + "\" has bits behind the first " + prefix
                    + ", must be the first address of its block");
        }
        return block;
    }

    /** Whether an address begins as all of the block do. */
    boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask(bit)) != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean endsInZeros() {
        byte[] bytes = network.getAddress();
        for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
            if ((bytes[bit / Byte.SIZE] & mask(bit)) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int mask(int bit) {
        return 0x80 >> (bit % Byte.SIZE);
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + bits;
    }
}
