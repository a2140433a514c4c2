package dev.fovea.core.vector.conv.fourier;

import static dev.fovea.core.vector.simd.Lanes.BYTES;
import static dev.fovea.core.vector.simd.Lanes.FLOATS;
import static dev.fovea.core.vector.simd.Lanes.OFFSET;
import static dev.fovea.core.vector.simd.Lanes.ORDER;

import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The passes of a Fourier transform, one method for each radix. Each lane is a transform of its
 * own, so every operation is on whole vectors. A method walks one flat loop over the butterflies of
 * a pass; places of numbers and twiddle factors come from tables, so that a pass reads and writes
 * any order. The imaginary part of a number lies after its real part. Names in the methods: {@code
 * a, b, c, …} are the numbers in order of their places, {@code …r} and {@code …i} their parts.
 */
final class Butterflies {
  private static final float HALF_ROOT = (float) Math.sqrt(0.5);
  private static final float MINUS_HALF_ROOT = -(float) Math.sqrt(0.5);
  private static final float SIN_60 = (float) Math.sin(Math.PI / 3);
  private static final float MINUS_SIN_60 = -(float) Math.sin(Math.PI / 3);
  private static final float COS_72 = (float) Math.cos(2 * Math.PI / 5);
  private static final float COS_144 = (float) Math.cos(4 * Math.PI / 5);
  private static final float SIN_72 = (float) Math.sin(2 * Math.PI / 5);
  private static final float MINUS_SIN_72 = -(float) Math.sin(2 * Math.PI / 5);
  private static final float SIN_144 = (float) Math.sin(4 * Math.PI / 5);

  private Butterflies() {}

  /** {@code y₀ = a₀ + a₁, y₁ = a₀ − a₁}. */
  static void two(FourierPass pass, MemorySegment memory, long from, long to) {
    MemorySegment x = Lanes.bare(memory);
    long from0 = Lanes.bare(memory, from);
    long to0 = Lanes.bare(memory, to);
    int[] places = pass.places();
    float[] turns = pass.turns();
    boolean turned = turns.length > 0;
    int count = places.length / 4;
    for (int n = 0; n < count; n++) {
      int i = 4 * n;
      int t = 3 * n;
      FloatVector ar =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i] & OFFSET), ORDER);
      FloatVector ai =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i] & OFFSET) + BYTES, ORDER);
      FloatVector br =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 1] & OFFSET), ORDER);
      FloatVector bi =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 1] & OFFSET) + BYTES, ORDER);
      FloatVector y0r = ar.add(br);
      FloatVector y0i = ai.add(bi);
      FloatVector y1r = ar.sub(br);
      FloatVector y1i = ai.sub(bi);
      if (turned) {
        FloatVector c1 = FloatVector.broadcast(FLOATS, turns[t]);
        FloatVector turned1 = y1i.fma(FloatVector.broadcast(FLOATS, turns[t + 2]), y1r.mul(c1));
        y1i = y1r.fma(FloatVector.broadcast(FLOATS, turns[t + 1]), y1i.mul(c1));
        y1r = turned1;
      }
      y0r.intoMemorySegment(x, to0 + (places[i + 2] & OFFSET), ORDER);
      y0i.intoMemorySegment(x, to0 + (places[i + 2] & OFFSET) + BYTES, ORDER);
      y1r.intoMemorySegment(x, to0 + (places[i + 3] & OFFSET), ORDER);
      y1i.intoMemorySegment(x, to0 + (places[i + 3] & OFFSET) + BYTES, ORDER);
    }
  }

  /** {@code y₀ = a₀ + s, y₁,₂ = a₀ − s/2 ∓ i·sin 60°·d} with {@code s, d = a₁ ± a₂}. */
  static void three(FourierPass pass, MemorySegment memory, long from, long to) {
    MemorySegment x = Lanes.bare(memory);
    long from0 = Lanes.bare(memory, from);
    long to0 = Lanes.bare(memory, to);
    int[] places = pass.places();
    float[] turns = pass.turns();
    boolean turned = turns.length > 0;
    FloatVector minusHalf = FloatVector.broadcast(FLOATS, -0.5f);
    FloatVector sine = FloatVector.broadcast(FLOATS, SIN_60);
    FloatVector minusSine = FloatVector.broadcast(FLOATS, MINUS_SIN_60);
    int count = places.length / 6;
    for (int n = 0; n < count; n++) {
      int i = 6 * n;
      int t = 6 * n;
      FloatVector ar =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i] & OFFSET), ORDER);
      FloatVector ai =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i] & OFFSET) + BYTES, ORDER);
      FloatVector br =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 1] & OFFSET), ORDER);
      FloatVector bi =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 1] & OFFSET) + BYTES, ORDER);
      FloatVector cr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 2] & OFFSET), ORDER);
      FloatVector ci =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 2] & OFFSET) + BYTES, ORDER);
      FloatVector sr = br.add(cr);
      FloatVector si = bi.add(ci);
      FloatVector dr = br.sub(cr);
      FloatVector di = bi.sub(ci);
      FloatVector mr = sr.fma(minusHalf, ar);
      FloatVector mi = si.fma(minusHalf, ai);
      FloatVector y0r = ar.add(sr);
      FloatVector y0i = ai.add(si);
      FloatVector y1r = di.fma(sine, mr);
      FloatVector y1i = dr.fma(minusSine, mi);
      FloatVector y2r = di.fma(minusSine, mr);
      FloatVector y2i = dr.fma(sine, mi);
      if (turned) {
        FloatVector c1 = FloatVector.broadcast(FLOATS, turns[t]);
        FloatVector turned1 = y1i.fma(FloatVector.broadcast(FLOATS, turns[t + 2]), y1r.mul(c1));
        y1i = y1r.fma(FloatVector.broadcast(FLOATS, turns[t + 1]), y1i.mul(c1));
        y1r = turned1;
        FloatVector c2 = FloatVector.broadcast(FLOATS, turns[t + 3]);
        FloatVector turned2 = y2i.fma(FloatVector.broadcast(FLOATS, turns[t + 5]), y2r.mul(c2));
        y2i = y2r.fma(FloatVector.broadcast(FLOATS, turns[t + 4]), y2i.mul(c2));
        y2r = turned2;
      }
      y0r.intoMemorySegment(x, to0 + (places[i + 3] & OFFSET), ORDER);
      y0i.intoMemorySegment(x, to0 + (places[i + 3] & OFFSET) + BYTES, ORDER);
      y1r.intoMemorySegment(x, to0 + (places[i + 4] & OFFSET), ORDER);
      y1i.intoMemorySegment(x, to0 + (places[i + 4] & OFFSET) + BYTES, ORDER);
      y2r.intoMemorySegment(x, to0 + (places[i + 5] & OFFSET), ORDER);
      y2i.intoMemorySegment(x, to0 + (places[i + 5] & OFFSET) + BYTES, ORDER);
    }
  }

  /** Two layers of radix 2; the turn by 90° between them is an exchange of parts. */
  static void four(FourierPass pass, MemorySegment memory, long from, long to) {
    MemorySegment x = Lanes.bare(memory);
    long from0 = Lanes.bare(memory, from);
    long to0 = Lanes.bare(memory, to);
    int[] places = pass.places();
    float[] turns = pass.turns();
    boolean turned = turns.length > 0;
    int count = places.length / 8;
    for (int n = 0; n < count; n++) {
      int i = 8 * n;
      int t = 9 * n;
      FloatVector ar =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i] & OFFSET), ORDER);
      FloatVector ai =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i] & OFFSET) + BYTES, ORDER);
      FloatVector br =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 1] & OFFSET), ORDER);
      FloatVector bi =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 1] & OFFSET) + BYTES, ORDER);
      FloatVector cr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 2] & OFFSET), ORDER);
      FloatVector ci =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 2] & OFFSET) + BYTES, ORDER);
      FloatVector dr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 3] & OFFSET), ORDER);
      FloatVector di =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 3] & OFFSET) + BYTES, ORDER);
      FloatVector sr = ar.add(cr);
      FloatVector si = ai.add(ci);
      FloatVector tr = ar.sub(cr);
      FloatVector ti = ai.sub(ci);
      FloatVector ur = br.add(dr);
      FloatVector ui = bi.add(di);
      FloatVector vr = br.sub(dr);
      FloatVector vi = bi.sub(di);
      FloatVector y0r = sr.add(ur);
      FloatVector y0i = si.add(ui);
      FloatVector y1r = tr.add(vi);
      FloatVector y1i = ti.sub(vr);
      FloatVector y2r = sr.sub(ur);
      FloatVector y2i = si.sub(ui);
      FloatVector y3r = tr.sub(vi);
      FloatVector y3i = ti.add(vr);
      if (turned) {
        FloatVector c1 = FloatVector.broadcast(FLOATS, turns[t]);
        FloatVector turned1 = y1i.fma(FloatVector.broadcast(FLOATS, turns[t + 2]), y1r.mul(c1));
        y1i = y1r.fma(FloatVector.broadcast(FLOATS, turns[t + 1]), y1i.mul(c1));
        y1r = turned1;
        FloatVector c2 = FloatVector.broadcast(FLOATS, turns[t + 3]);
        FloatVector turned2 = y2i.fma(FloatVector.broadcast(FLOATS, turns[t + 5]), y2r.mul(c2));
        y2i = y2r.fma(FloatVector.broadcast(FLOATS, turns[t + 4]), y2i.mul(c2));
        y2r = turned2;
        FloatVector c3 = FloatVector.broadcast(FLOATS, turns[t + 6]);
        FloatVector turned3 = y3i.fma(FloatVector.broadcast(FLOATS, turns[t + 8]), y3r.mul(c3));
        y3i = y3r.fma(FloatVector.broadcast(FLOATS, turns[t + 7]), y3i.mul(c3));
        y3r = turned3;
      }
      y0r.intoMemorySegment(x, to0 + (places[i + 4] & OFFSET), ORDER);
      y0i.intoMemorySegment(x, to0 + (places[i + 4] & OFFSET) + BYTES, ORDER);
      y1r.intoMemorySegment(x, to0 + (places[i + 5] & OFFSET), ORDER);
      y1i.intoMemorySegment(x, to0 + (places[i + 5] & OFFSET) + BYTES, ORDER);
      y2r.intoMemorySegment(x, to0 + (places[i + 6] & OFFSET), ORDER);
      y2i.intoMemorySegment(x, to0 + (places[i + 6] & OFFSET) + BYTES, ORDER);
      y3r.intoMemorySegment(x, to0 + (places[i + 7] & OFFSET), ORDER);
      y3i.intoMemorySegment(x, to0 + (places[i + 7] & OFFSET) + BYTES, ORDER);
    }
  }

  /** Sums and differences of {@code a₁, a₄} and of {@code a₂, a₃}, as in radix 3. */
  static void five(FourierPass pass, MemorySegment memory, long from, long to) {
    MemorySegment x = Lanes.bare(memory);
    long from0 = Lanes.bare(memory, from);
    long to0 = Lanes.bare(memory, to);
    int[] places = pass.places();
    float[] turns = pass.turns();
    boolean turned = turns.length > 0;
    FloatVector c72 = FloatVector.broadcast(FLOATS, COS_72);
    FloatVector c144 = FloatVector.broadcast(FLOATS, COS_144);
    FloatVector s72 = FloatVector.broadcast(FLOATS, SIN_72);
    FloatVector s144 = FloatVector.broadcast(FLOATS, SIN_144);
    FloatVector minusS72 = FloatVector.broadcast(FLOATS, MINUS_SIN_72);
    int count = places.length / 10;
    for (int n = 0; n < count; n++) {
      int i = 10 * n;
      int t = 12 * n;
      FloatVector ar =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i] & OFFSET), ORDER);
      FloatVector ai =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i] & OFFSET) + BYTES, ORDER);
      FloatVector br =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 1] & OFFSET), ORDER);
      FloatVector bi =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 1] & OFFSET) + BYTES, ORDER);
      FloatVector er =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 4] & OFFSET), ORDER);
      FloatVector ei =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 4] & OFFSET) + BYTES, ORDER);
      FloatVector pr = br.add(er);
      FloatVector pi = bi.add(ei);
      FloatVector ur = br.sub(er);
      FloatVector ui = bi.sub(ei);
      FloatVector cr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 2] & OFFSET), ORDER);
      FloatVector ci =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 2] & OFFSET) + BYTES, ORDER);
      FloatVector dr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 3] & OFFSET), ORDER);
      FloatVector di =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 3] & OFFSET) + BYTES, ORDER);
      FloatVector qr = cr.add(dr);
      FloatVector qi = ci.add(di);
      FloatVector vr = cr.sub(dr);
      FloatVector vi = ci.sub(di);
      FloatVector mr = pr.fma(c72, qr.fma(c144, ar));
      FloatVector mi = pi.fma(c72, qi.fma(c144, ai));
      FloatVector nr = pr.fma(c144, qr.fma(c72, ar));
      FloatVector ni = pi.fma(c144, qi.fma(c72, ai));
      FloatVector gr = ur.fma(s72, vr.mul(s144));
      FloatVector gi = ui.fma(s72, vi.mul(s144));
      FloatVector hr = vr.fma(minusS72, ur.mul(s144));
      FloatVector hi = vi.fma(minusS72, ui.mul(s144));
      FloatVector y0r = ar.add(pr).add(qr);
      FloatVector y0i = ai.add(pi).add(qi);
      FloatVector y1r = mr.add(gi);
      FloatVector y1i = mi.sub(gr);
      FloatVector y2r = nr.add(hi);
      FloatVector y2i = ni.sub(hr);
      FloatVector y3r = nr.sub(hi);
      FloatVector y3i = ni.add(hr);
      FloatVector y4r = mr.sub(gi);
      FloatVector y4i = mi.add(gr);
      if (turned) {
        FloatVector c1 = FloatVector.broadcast(FLOATS, turns[t]);
        FloatVector turned1 = y1i.fma(FloatVector.broadcast(FLOATS, turns[t + 2]), y1r.mul(c1));
        y1i = y1r.fma(FloatVector.broadcast(FLOATS, turns[t + 1]), y1i.mul(c1));
        y1r = turned1;
        FloatVector c2 = FloatVector.broadcast(FLOATS, turns[t + 3]);
        FloatVector turned2 = y2i.fma(FloatVector.broadcast(FLOATS, turns[t + 5]), y2r.mul(c2));
        y2i = y2r.fma(FloatVector.broadcast(FLOATS, turns[t + 4]), y2i.mul(c2));
        y2r = turned2;
        FloatVector c3 = FloatVector.broadcast(FLOATS, turns[t + 6]);
        FloatVector turned3 = y3i.fma(FloatVector.broadcast(FLOATS, turns[t + 8]), y3r.mul(c3));
        y3i = y3r.fma(FloatVector.broadcast(FLOATS, turns[t + 7]), y3i.mul(c3));
        y3r = turned3;
        FloatVector c4 = FloatVector.broadcast(FLOATS, turns[t + 9]);
        FloatVector turned4 = y4i.fma(FloatVector.broadcast(FLOATS, turns[t + 11]), y4r.mul(c4));
        y4i = y4r.fma(FloatVector.broadcast(FLOATS, turns[t + 10]), y4i.mul(c4));
        y4r = turned4;
      }
      y0r.intoMemorySegment(x, to0 + (places[i + 5] & OFFSET), ORDER);
      y0i.intoMemorySegment(x, to0 + (places[i + 5] & OFFSET) + BYTES, ORDER);
      y1r.intoMemorySegment(x, to0 + (places[i + 6] & OFFSET), ORDER);
      y1i.intoMemorySegment(x, to0 + (places[i + 6] & OFFSET) + BYTES, ORDER);
      y2r.intoMemorySegment(x, to0 + (places[i + 7] & OFFSET), ORDER);
      y2i.intoMemorySegment(x, to0 + (places[i + 7] & OFFSET) + BYTES, ORDER);
      y3r.intoMemorySegment(x, to0 + (places[i + 8] & OFFSET), ORDER);
      y3i.intoMemorySegment(x, to0 + (places[i + 8] & OFFSET) + BYTES, ORDER);
      y4r.intoMemorySegment(x, to0 + (places[i + 9] & OFFSET), ORDER);
      y4i.intoMemorySegment(x, to0 + (places[i + 9] & OFFSET) + BYTES, ORDER);
    }
  }

  /**
   * Radix 3 of places 0, 2, 4 and of 3, 5, 1, then radix 2: in this order no factor lies between.
   */
  static void six(FourierPass pass, MemorySegment memory, long from, long to) {
    MemorySegment x = Lanes.bare(memory);
    long from0 = Lanes.bare(memory, from);
    long to0 = Lanes.bare(memory, to);
    int[] places = pass.places();
    float[] turns = pass.turns();
    boolean turned = turns.length > 0;
    FloatVector minusHalf = FloatVector.broadcast(FLOATS, -0.5f);
    FloatVector sine = FloatVector.broadcast(FLOATS, SIN_60);
    FloatVector minusSine = FloatVector.broadcast(FLOATS, MINUS_SIN_60);
    int count = places.length / 12;
    for (int n = 0; n < count; n++) {
      int i = 12 * n;
      int t = 15 * n;
      FloatVector ar =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i] & OFFSET), ORDER);
      FloatVector ai =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i] & OFFSET) + BYTES, ORDER);
      FloatVector br =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 2] & OFFSET), ORDER);
      FloatVector bi =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 2] & OFFSET) + BYTES, ORDER);
      FloatVector cr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 4] & OFFSET), ORDER);
      FloatVector ci =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 4] & OFFSET) + BYTES, ORDER);
      FloatVector sr = br.add(cr);
      FloatVector si = bi.add(ci);
      FloatVector dr = br.sub(cr);
      FloatVector di = bi.sub(ci);
      FloatVector mr = sr.fma(minusHalf, ar);
      FloatVector mi = si.fma(minusHalf, ai);
      FloatVector fr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 3] & OFFSET), ORDER);
      FloatVector fi =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 3] & OFFSET) + BYTES, ORDER);
      FloatVector gr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 5] & OFFSET), ORDER);
      FloatVector gi =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 5] & OFFSET) + BYTES, ORDER);
      FloatVector hr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 1] & OFFSET), ORDER);
      FloatVector hi =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 1] & OFFSET) + BYTES, ORDER);
      FloatVector tr = gr.add(hr);
      FloatVector ti = gi.add(hi);
      FloatVector ur = gr.sub(hr);
      FloatVector ui = gi.sub(hi);
      FloatVector nr = tr.fma(minusHalf, fr);
      FloatVector ni = ti.fma(minusHalf, fi);
      FloatVector e0r = ar.add(sr);
      FloatVector e0i = ai.add(si);
      FloatVector o0r = fr.add(tr);
      FloatVector o0i = fi.add(ti);
      FloatVector e1r = di.fma(sine, mr);
      FloatVector e1i = dr.fma(minusSine, mi);
      FloatVector e2r = di.fma(minusSine, mr);
      FloatVector e2i = dr.fma(sine, mi);
      FloatVector o1r = ui.fma(sine, nr);
      FloatVector o1i = ur.fma(minusSine, ni);
      FloatVector o2r = ui.fma(minusSine, nr);
      FloatVector o2i = ur.fma(sine, ni);
      FloatVector y0r = e0r.add(o0r);
      FloatVector y0i = e0i.add(o0i);
      FloatVector y1r = e1r.sub(o1r);
      FloatVector y1i = e1i.sub(o1i);
      FloatVector y2r = e2r.add(o2r);
      FloatVector y2i = e2i.add(o2i);
      FloatVector y3r = e0r.sub(o0r);
      FloatVector y3i = e0i.sub(o0i);
      FloatVector y4r = e1r.add(o1r);
      FloatVector y4i = e1i.add(o1i);
      FloatVector y5r = e2r.sub(o2r);
      FloatVector y5i = e2i.sub(o2i);
      if (turned) {
        FloatVector c1 = FloatVector.broadcast(FLOATS, turns[t]);
        FloatVector turned1 = y1i.fma(FloatVector.broadcast(FLOATS, turns[t + 2]), y1r.mul(c1));
        y1i = y1r.fma(FloatVector.broadcast(FLOATS, turns[t + 1]), y1i.mul(c1));
        y1r = turned1;
        FloatVector c2 = FloatVector.broadcast(FLOATS, turns[t + 3]);
        FloatVector turned2 = y2i.fma(FloatVector.broadcast(FLOATS, turns[t + 5]), y2r.mul(c2));
        y2i = y2r.fma(FloatVector.broadcast(FLOATS, turns[t + 4]), y2i.mul(c2));
        y2r = turned2;
        FloatVector c3 = FloatVector.broadcast(FLOATS, turns[t + 6]);
        FloatVector turned3 = y3i.fma(FloatVector.broadcast(FLOATS, turns[t + 8]), y3r.mul(c3));
        y3i = y3r.fma(FloatVector.broadcast(FLOATS, turns[t + 7]), y3i.mul(c3));
        y3r = turned3;
        FloatVector c4 = FloatVector.broadcast(FLOATS, turns[t + 9]);
        FloatVector turned4 = y4i.fma(FloatVector.broadcast(FLOATS, turns[t + 11]), y4r.mul(c4));
        y4i = y4r.fma(FloatVector.broadcast(FLOATS, turns[t + 10]), y4i.mul(c4));
        y4r = turned4;
        FloatVector c5 = FloatVector.broadcast(FLOATS, turns[t + 12]);
        FloatVector turned5 = y5i.fma(FloatVector.broadcast(FLOATS, turns[t + 14]), y5r.mul(c5));
        y5i = y5r.fma(FloatVector.broadcast(FLOATS, turns[t + 13]), y5i.mul(c5));
        y5r = turned5;
      }
      y0r.intoMemorySegment(x, to0 + (places[i + 6] & OFFSET), ORDER);
      y0i.intoMemorySegment(x, to0 + (places[i + 6] & OFFSET) + BYTES, ORDER);
      y1r.intoMemorySegment(x, to0 + (places[i + 7] & OFFSET), ORDER);
      y1i.intoMemorySegment(x, to0 + (places[i + 7] & OFFSET) + BYTES, ORDER);
      y2r.intoMemorySegment(x, to0 + (places[i + 8] & OFFSET), ORDER);
      y2i.intoMemorySegment(x, to0 + (places[i + 8] & OFFSET) + BYTES, ORDER);
      y3r.intoMemorySegment(x, to0 + (places[i + 9] & OFFSET), ORDER);
      y3i.intoMemorySegment(x, to0 + (places[i + 9] & OFFSET) + BYTES, ORDER);
      y4r.intoMemorySegment(x, to0 + (places[i + 10] & OFFSET), ORDER);
      y4i.intoMemorySegment(x, to0 + (places[i + 10] & OFFSET) + BYTES, ORDER);
      y5r.intoMemorySegment(x, to0 + (places[i + 11] & OFFSET), ORDER);
      y5i.intoMemorySegment(x, to0 + (places[i + 11] & OFFSET) + BYTES, ORDER);
    }
  }

  /** Radix 4 of the even and of the odd places, then radix 2 with turns by 45°. */
  static void eight(FourierPass pass, MemorySegment memory, long from, long to) {
    MemorySegment x = Lanes.bare(memory);
    long from0 = Lanes.bare(memory, from);
    long to0 = Lanes.bare(memory, to);
    int[] places = pass.places();
    float[] turns = pass.turns();
    boolean turned = turns.length > 0;
    FloatVector root = FloatVector.broadcast(FLOATS, HALF_ROOT);
    FloatVector minusRoot = FloatVector.broadcast(FLOATS, MINUS_HALF_ROOT);
    int count = places.length / 16;
    for (int n = 0; n < count; n++) {
      int i = 16 * n;
      int t = 21 * n;
      FloatVector br =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 1] & OFFSET), ORDER);
      FloatVector bi =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 1] & OFFSET) + BYTES, ORDER);
      FloatVector fr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 5] & OFFSET), ORDER);
      FloatVector fi =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 5] & OFFSET) + BYTES, ORDER);
      FloatVector sr = br.add(fr);
      FloatVector si = bi.add(fi);
      FloatVector tr = br.sub(fr);
      FloatVector ti = bi.sub(fi);
      FloatVector dr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 3] & OFFSET), ORDER);
      FloatVector di =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 3] & OFFSET) + BYTES, ORDER);
      FloatVector hr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 7] & OFFSET), ORDER);
      FloatVector hi =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 7] & OFFSET) + BYTES, ORDER);
      FloatVector ur = dr.add(hr);
      FloatVector ui = di.add(hi);
      FloatVector vr = dr.sub(hr);
      FloatVector vi = di.sub(hi);
      FloatVector o0r = sr.add(ur);
      FloatVector o0i = si.add(ui);
      FloatVector o2r = si.sub(ui);
      FloatVector o2i = ur.sub(sr);
      FloatVector o1r = tr.add(vi);
      FloatVector o1i = ti.sub(vr);
      FloatVector o3r = tr.sub(vi);
      FloatVector o3i = ti.add(vr);
      FloatVector p1r = o1r.add(o1i);
      FloatVector p1i = o1i.sub(o1r);
      FloatVector p3r = o3i.sub(o3r);
      FloatVector p3i = o3r.add(o3i);
      FloatVector ar =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i] & OFFSET), ORDER);
      FloatVector ai =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i] & OFFSET) + BYTES, ORDER);
      FloatVector er =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 4] & OFFSET), ORDER);
      FloatVector ei =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 4] & OFFSET) + BYTES, ORDER);
      FloatVector qr = ar.add(er);
      FloatVector qi = ai.add(ei);
      FloatVector mr = ar.sub(er);
      FloatVector mi = ai.sub(ei);
      FloatVector cr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 2] & OFFSET), ORDER);
      FloatVector ci =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 2] & OFFSET) + BYTES, ORDER);
      FloatVector gr =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 6] & OFFSET), ORDER);
      FloatVector gi =
          FloatVector.fromMemorySegment(FLOATS, x, from0 + (places[i + 6] & OFFSET) + BYTES, ORDER);
      FloatVector nr = cr.add(gr);
      FloatVector ni = ci.add(gi);
      FloatVector kr = cr.sub(gr);
      FloatVector ki = ci.sub(gi);
      FloatVector e0r = qr.add(nr);
      FloatVector e0i = qi.add(ni);
      FloatVector e2r = qr.sub(nr);
      FloatVector e2i = qi.sub(ni);
      FloatVector e1r = mr.add(ki);
      FloatVector e1i = mi.sub(kr);
      FloatVector e3r = mr.sub(ki);
      FloatVector e3i = mi.add(kr);
      FloatVector y0r = e0r.add(o0r);
      FloatVector y0i = e0i.add(o0i);
      FloatVector y1r = p1r.fma(root, e1r);
      FloatVector y1i = p1i.fma(root, e1i);
      FloatVector y2r = e2r.add(o2r);
      FloatVector y2i = e2i.add(o2i);
      FloatVector y3r = p3r.fma(root, e3r);
      FloatVector y3i = p3i.fma(minusRoot, e3i);
      FloatVector y4r = e0r.sub(o0r);
      FloatVector y4i = e0i.sub(o0i);
      FloatVector y5r = p1r.fma(minusRoot, e1r);
      FloatVector y5i = p1i.fma(minusRoot, e1i);
      FloatVector y6r = e2r.sub(o2r);
      FloatVector y6i = e2i.sub(o2i);
      FloatVector y7r = p3r.fma(minusRoot, e3r);
      FloatVector y7i = p3i.fma(root, e3i);
      if (turned) {
        FloatVector c1 = FloatVector.broadcast(FLOATS, turns[t]);
        FloatVector turned1 = y1i.fma(FloatVector.broadcast(FLOATS, turns[t + 2]), y1r.mul(c1));
        y1i = y1r.fma(FloatVector.broadcast(FLOATS, turns[t + 1]), y1i.mul(c1));
        y1r = turned1;
        FloatVector c2 = FloatVector.broadcast(FLOATS, turns[t + 3]);
        FloatVector turned2 = y2i.fma(FloatVector.broadcast(FLOATS, turns[t + 5]), y2r.mul(c2));
        y2i = y2r.fma(FloatVector.broadcast(FLOATS, turns[t + 4]), y2i.mul(c2));
        y2r = turned2;
        FloatVector c3 = FloatVector.broadcast(FLOATS, turns[t + 6]);
        FloatVector turned3 = y3i.fma(FloatVector.broadcast(FLOATS, turns[t + 8]), y3r.mul(c3));
        y3i = y3r.fma(FloatVector.broadcast(FLOATS, turns[t + 7]), y3i.mul(c3));
        y3r = turned3;
        FloatVector c4 = FloatVector.broadcast(FLOATS, turns[t + 9]);
        FloatVector turned4 = y4i.fma(FloatVector.broadcast(FLOATS, turns[t + 11]), y4r.mul(c4));
        y4i = y4r.fma(FloatVector.broadcast(FLOATS, turns[t + 10]), y4i.mul(c4));
        y4r = turned4;
        FloatVector c5 = FloatVector.broadcast(FLOATS, turns[t + 12]);
        FloatVector turned5 = y5i.fma(FloatVector.broadcast(FLOATS, turns[t + 14]), y5r.mul(c5));
        y5i = y5r.fma(FloatVector.broadcast(FLOATS, turns[t + 13]), y5i.mul(c5));
        y5r = turned5;
        FloatVector c6 = FloatVector.broadcast(FLOATS, turns[t + 15]);
        FloatVector turned6 = y6i.fma(FloatVector.broadcast(FLOATS, turns[t + 17]), y6r.mul(c6));
        y6i = y6r.fma(FloatVector.broadcast(FLOATS, turns[t + 16]), y6i.mul(c6));
        y6r = turned6;
        FloatVector c7 = FloatVector.broadcast(FLOATS, turns[t + 18]);
        FloatVector turned7 = y7i.fma(FloatVector.broadcast(FLOATS, turns[t + 20]), y7r.mul(c7));
        y7i = y7r.fma(FloatVector.broadcast(FLOATS, turns[t + 19]), y7i.mul(c7));
        y7r = turned7;
      }
      y0r.intoMemorySegment(x, to0 + (places[i + 8] & OFFSET), ORDER);
      y0i.intoMemorySegment(x, to0 + (places[i + 8] & OFFSET) + BYTES, ORDER);
      y1r.intoMemorySegment(x, to0 + (places[i + 9] & OFFSET), ORDER);
      y1i.intoMemorySegment(x, to0 + (places[i + 9] & OFFSET) + BYTES, ORDER);
      y2r.intoMemorySegment(x, to0 + (places[i + 10] & OFFSET), ORDER);
      y2i.intoMemorySegment(x, to0 + (places[i + 10] & OFFSET) + BYTES, ORDER);
      y3r.intoMemorySegment(x, to0 + (places[i + 11] & OFFSET), ORDER);
      y3i.intoMemorySegment(x, to0 + (places[i + 11] & OFFSET) + BYTES, ORDER);
      y4r.intoMemorySegment(x, to0 + (places[i + 12] & OFFSET), ORDER);
      y4i.intoMemorySegment(x, to0 + (places[i + 12] & OFFSET) + BYTES, ORDER);
      y5r.intoMemorySegment(x, to0 + (places[i + 13] & OFFSET), ORDER);
      y5i.intoMemorySegment(x, to0 + (places[i + 13] & OFFSET) + BYTES, ORDER);
      y6r.intoMemorySegment(x, to0 + (places[i + 14] & OFFSET), ORDER);
      y6i.intoMemorySegment(x, to0 + (places[i + 14] & OFFSET) + BYTES, ORDER);
      y7r.intoMemorySegment(x, to0 + (places[i + 15] & OFFSET), ORDER);
      y7i.intoMemorySegment(x, to0 + (places[i + 15] & OFFSET) + BYTES, ORDER);
    }
  }
}
