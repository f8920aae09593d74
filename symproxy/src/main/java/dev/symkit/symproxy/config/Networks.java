// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Networks of IPv4 and IPv6 in CIDR form (RFC 4632, RFC 4291 2.3). No name is ever looked up. Immutable.
 *
 * @param all each of them
 */
public record Networks(List<Network> all) {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");

    /** Copies the list. */
    public Networks {
        all = List.copyOf(all);
    }

    /**
     * One network.
     *
     * @param address any address of it
     * @param bits how many bits, from the first on, all its addresses have in common
     */
    public record Network(InetAddress address, int bits) {
        /** Whether an address is one of it. */
        public boolean contains(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] theirs = other.getAddress();
            if (mine.length != theirs.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            for (int i = 0; i < whole; i++) {
                if (mine[i] != theirs[i]) {
                    return false;
                }
            }
            int rest = Byte.SIZE - (bits % Byte.SIZE);
            return rest == Byte.SIZE || (mine[whole] & 0xFF) >> rest == (theirs[whole] & 0xFF) >> rest;
        }
    }

    /** Reads networks with commas between them; an address alone is a network of one. Empty if a part is none. */
    static Optional<Networks> parse(String text) {
        List<Network> all = new ArrayList<>();
        for (String part : ValueType.LIST.parse(text).orElse(List.of())) {
            Optional<Network> network = network(part);
            if (network.isEmpty()) {
                return Optional.empty();
            }
            all.add(network.get());
        }
        return Optional.of(new Networks(all));
    }

    private static Optional<Network> network(String text) {
        int slash = text.indexOf('/');
        String length = slash < 0 ? "" : text.substring(slash + 1);
        Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty() || (slash >= 0 && !LENGTH.matcher(length).matches())) {
            return Optional.empty();
        }
        int most = address.get().getAddress().length * Byte.SIZE;
        int bits = slash < 0 ? most : Integer.parseInt(length);
        return bits > most ? Optional.empty() : Optional.of(new Network(address.get(), bits));
    }

    /** Reads an address in digits; an IPv6 one may have brackets and a zone, which does not count. Empty for anything else. */
    public static Optional<InetAddress> address(String text) {
        boolean brackets = text.startsWith("[") && text.endsWith("]") && text.length() > 1;
        String bare = brackets ? text.substring(1, text.length() - 1) : text;
        int zone = bare.indexOf('%');
        String digits = zone < 0 ? bare : bare.substring(0, zone);
        boolean four = !brackets && zone < 0 && IPV4.matcher(digits).matches() && isBelow256(digits);
        if (!four && !IPV6.matcher(digits).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(digits));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static boolean isBelow256(String four) {
        for (String part : four.split("\\.", -1)) {
            if (Integer.parseInt(part) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether an address is one of any of them. */
    public boolean contains(InetAddress address) {
        for (Network network : all) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
