// Run by `check`: draws images, indexes them, searches by one of them and by a part of it, and prints what came.
folder = getArgument();
parts = split(folder, "|");
folder = parts[0];
images = folder + "/images";
for (i = 0; i < 12; i++) {
  newImage("drawn", "RGB white", 224, 224, 1);
  setColor(40 * (i % 3), 20 * i, 128);
  for (j = 0; j < 20; j++) fillRect((j * 37 + i * 11) % 200, (j * 53 + i * 29) % 200, 5 + 8 * (i % 3), 5 + i);
  saveAs("PNG", images + "/drawn-" + i + ".png");
  close();
}
run("Concord Settings...", "pipe=" + folder + "/check.sock start program=" + parts[1] + " folders=" + images);
run("Index Folder...", "collection=drawn folder=" + images);
open(images + "/drawn-5.png");
run("Find Similar...", "collection=drawn k=4");
print("hits " + Table.size("Concord results"));
print("first " + Table.getString("Slide", 0, "Concord results"));
print("near " + (Table.get("Distance", 0, "Concord results") < 0.000001));
list = getList("image.titles");
for (i = 0; i < list.length; i++) {
  selectImage(list[i]);
  print(list[i] + " has " + nSlices);
}
selectImage("drawn-5.png");
makeOval(20, 30, 120, 100);
run("Find Similar...", "collection=drawn k=1");
print("part hits " + Table.size("Concord results"));
run("Find Similar...", "collection=nothing");
print("a failed search did not end the macro");
