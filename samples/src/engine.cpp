// SPDX-License-Identifier: Apache-2.0
// engine.dll. ENGINE_BUILD tells the two builds apart: build 2 adds bouncing at the border.
#include "engine.h"

namespace {

const int kMaxBodies = 32;
const int kWorldSize = 1000;

class World {
public:
  int add(const Body &body) {
    if (count_ == kMaxBodies) {
      return -1;
    }
    Body &slot = bodies_[count_];
    slot.position = body.position;
    slot.velocity = body.velocity;
    slot.shape = body.shape;
    slot.mass = body.mass;
    return count_++;
  }

  void step() {
    for (int i = 0; i < count_; ++i) {
      move(bodies_[i]);
    }
  }

  int energy() const {
    int sum = 0;
    for (int i = 0; i < count_; ++i) {
      const Vec2 &v = bodies_[i].velocity;
      sum += bodies_[i].mass * (v.x * v.x + v.y * v.y) / 2;
    }
    return sum;
  }

private:
  static void move(Body &body) {
    body.position.x += body.velocity.x;
    body.position.y += body.velocity.y;
#if ENGINE_BUILD >= 2
    bounce(body.position.x, body.velocity.x);
    bounce(body.position.y, body.velocity.y);
#endif
  }

#if ENGINE_BUILD >= 2
  static void bounce(int &at, int &speed) {
    if (at < 0 || at >= kWorldSize) {
      speed = -speed;
      at += 2 * speed;
    }
  }
#endif

  Body bodies_[kMaxBodies];
  int count_;
};

World g_world;

} // namespace

int g_engine_build = ENGINE_BUILD;

ENGINE_API int engine_version() { return g_engine_build; }

ENGINE_API int engine_spawn(const Body *body) { return g_world.add(*body); }

ENGINE_API void engine_step(int ticks) {
  for (int i = 0; i < ticks; ++i) {
    g_world.step();
  }
}

ENGINE_API int engine_energy() { return g_world.energy(); }
