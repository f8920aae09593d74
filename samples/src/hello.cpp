// SPDX-License-Identifier: Apache-2.0
// hello.exe: puts two bodies into the engine's world, lets it run and returns the energy as exit code.
#include "engine.h"

static int g_spawned;

static int spawn(int x, int y, int dx, int dy) {
  Body body;
  body.position.x = x;
  body.position.y = y;
  body.velocity.x = dx;
  body.velocity.y = dy;
  body.shape = Shape::Disc;
  body.mass = 2;
  g_spawned += engine_spawn(&body) >= 0;
  return g_spawned;
}

extern "C" int hello_main() {
  spawn(10, 10, 3, 1);
  spawn(20, 5, -1, 4);
  engine_step(100);
  return engine_energy();
}
