
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0001_initial'),
        ('planner', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='block',
            name='materials',
            field=models.TextField(blank=True, max_length=600, verbose_name='materials'),
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('moment', models.CharField(choices=[('before', 'Before the session'), ('after', 'After the session')], max_length=6)),
                ('text', models.CharField(max_length=200, verbose_name='task')),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('clinic', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clients.clinic')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='planner.session')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
    ]
