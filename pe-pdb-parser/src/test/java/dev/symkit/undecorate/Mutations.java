// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import java.util.List;
import java.util.SplittableRandom;

/** Makes names that are almost right, or not at all. */
final class Mutations {
    private static final int LONGEST = 4096;
    private static final String ALPHABET = "?@$_<>-.`' 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz\u00E4";

    private final List<String> seeds;

    Mutations(List<String> seeds) {
        this.seeds = seeds;
    }

    String next(SplittableRandom random) {
        int kind = random.nextInt(16);
        if (kind == 0) {
            return random(random, 1 << random.nextInt(13));
        }
        if (kind == 1) {
            return "?" + random(random, 1 << random.nextInt(8));
        }
        StringBuilder name = new StringBuilder(seed(random));
        for (int i = 1 + random.nextInt(kind < 12 ? 2 : 6); i > 0; i--) {
            mutate(name, random);
        }
        if (name.length() > LONGEST) {
            name.setLength(LONGEST);
        }
        return name.toString();
    }

    private String seed(SplittableRandom random) {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private void mutate(StringBuilder name, SplittableRandom random) {
        int at = random.nextInt(name.length() + 1);
        int end = Math.min(name.length(), at + 1 + random.nextInt(12));
        switch (random.nextInt(6)) {
            case 0 -> name.insert(at, letter(random));
            case 1 -> name.delete(at, end);
            case 2 -> name.insert(at, name.substring(at, end).repeat(1 + random.nextInt(4)));
            case 3 -> {
                String other = seed(random);
                int from = random.nextInt(other.length() + 1);
                name.insert(at, other, from, Math.min(other.length(), from + random.nextInt(40)));
            }
            case 4 -> name.setLength(at);
            default -> {
                if (at < name.length()) {
                    name.setCharAt(at, letter(random));
                }
            }
        }
    }

    private static char letter(SplittableRandom random) {
        return ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }

    private static String random(SplittableRandom random, int length) {
        StringBuilder result = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            result.append(letter(random));
        }
        return result.toString();
    }
}
