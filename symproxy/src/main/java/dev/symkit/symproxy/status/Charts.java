// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import java.util.List;

/** Small charts, each with a name and a description in words. */
record Charts(Html html) {
    private static final int BAR_WIDTH = 160;
    private static final int BAR_HEIGHT = 12;
    private static final int HOUR_WIDTH = 12;
    private static final int HOURS_HEIGHT = 48;

    /**
     * How much of a whole there is.
     *
     * @param id of the chart on the page
     */
    void bar(String id, String title, String description, double share) {
        double bounded = Math.min(Math.max(share, 0), 1);
        int width = (int) Math.round(BAR_WIDTH * bounded);
        begin(id, title, description, BAR_WIDTH, BAR_HEIGHT);
        rect("rest", 0, 0, BAR_WIDTH, BAR_HEIGHT);
        if (width > 0) {
            rect("bar", 0, 0, width, BAR_HEIGHT);
        }
        html.end();
    }

    /** Files that were sent in each hour; the lower part of a column are hits. */
    void hours(String id, String title, List<StatusFacts.Ratio> hours) {
        long most = Math.max(
                1, hours.stream().mapToLong(StatusFacts.Ratio::files).max().orElse(1));
        StatusFacts.Ratio all = new StatusFacts.Ratio(
                hours.stream().mapToLong(StatusFacts.Ratio::hits).sum(),
                hours.stream().mapToLong(StatusFacts.Ratio::files).sum());
        String description = Show.count(all.files()) + " files, of them " + Show.count(all.hits())
                + " from disk; most in one hour: "
                + Show.count(hours.isEmpty() ? 0 : most);
        begin(id, title, description, hours.size() * HOUR_WIDTH, HOURS_HEIGHT);
        for (int i = 0; i < hours.size(); i++) {
            int whole = height(hours.get(i).files(), most);
            int hits = height(hours.get(i).hits(), most);
            rect("rest", i * HOUR_WIDTH, HOURS_HEIGHT - whole, HOUR_WIDTH - 2, whole - hits);
            rect("bar", i * HOUR_WIDTH, HOURS_HEIGHT - hits, HOUR_WIDTH - 2, hits);
        }
        rect("rest", 0, HOURS_HEIGHT - 1, hours.size() * HOUR_WIDTH, 1);
        html.end();
    }

    private static int height(long value, long most) {
        return (int) Math.ceil((HOURS_HEIGHT - 2) * (double) value / most);
    }

    private void begin(String id, String title, String description, int width, int height) {
        html.begin(
                "svg",
                "role",
                "img",
                "width",
                Integer.toString(width),
                "height",
                Integer.toString(height),
                "viewBox",
                "0 0 " + width + " " + height,
                "aria-labelledby",
                id + "-t " + id + "-d");
        html.element("title", title, "id", id + "-t").element("desc", description, "id", id + "-d");
    }

    private void rect(String style, int x, int y, int width, int height) {
        if (height > 0) {
            html.begin(
                            "rect",
                            "class",
                            style,
                            "x",
                            Integer.toString(x),
                            "y",
                            Integer.toString(y),
                            "width",
                            Integer.toString(width),
                            "height",
                            Integer.toString(height))
                    .end();
        }
    }
}
